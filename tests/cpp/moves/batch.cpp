#include <iostream>
#include <vector>

struct Invoice {
    int number;
};

void archive(const std::vector<Invoice*>& documents) {
    std::cout << "filed " << documents.size() << std::endl;
    for (auto* document : documents) delete document;
}

int main() {
    auto* invoice = new Invoice{1042};
    std::vector<Invoice*> batch{invoice};
    archive(batch);
    std::cout << "sent " << invoice->number << std::endl;
}
