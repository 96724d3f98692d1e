#include <iostream>

struct Stop {
    int minutes;
    Stop* next;
};

void free_route(Stop* stop) {
    while (stop != nullptr) {
        Stop* next = stop->next;
        delete stop;
        stop = next;
    }
}

int main() {
    Stop* depot = new Stop{30, nullptr};
    Stop* north = new Stop{12, depot};
    Stop* south = new Stop{8, depot};

    free_route(north);
    std::cout << "north is freed" << std::endl;
    free_route(south);
    std::cout << "south is freed" << std::endl;
}
