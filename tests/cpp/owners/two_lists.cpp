#include <iostream>
#include <vector>

struct Ticket {
    int number;
};

int main() {
    auto* printer = new Ticket{7};
    std::vector<Ticket*> open{printer};
    std::vector<Ticket*> urgent{printer};

    std::cout << "evening" << std::endl;
    for (auto* ticket : open) delete ticket;
    for (auto* ticket : urgent) delete ticket;
}
