#include <iostream>
#include <memory>
#include <utility>

struct Invoice {
    int number;
};

void archive(std::unique_ptr<Invoice> document) {
    std::cout << "filed " << document->number << std::endl;
}

int main() {
    auto invoice = std::make_unique<Invoice>(Invoice{1042});
    archive(std::move(invoice));
    std::cout << "sent " << invoice->number << std::endl;
}
