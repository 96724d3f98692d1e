#include <iostream>
#include <vector>

struct Ticket {
    int number;
};

int main() {
    auto* printer = new Ticket{7};
    std::vector<Ticket*> open{printer};
    std::vector<Ticket*> urgent{printer};
    for (auto* ticket : open) {
        std::cout << "closing " << ticket->number << '\n';
        delete ticket;
    }
    for (auto* ticket : urgent) delete ticket;
}
