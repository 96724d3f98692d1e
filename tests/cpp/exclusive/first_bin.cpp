#include <iostream>
#include <vector>

void receive(std::vector<int>& stock, int count) {
    stock.push_back(count);
}

int main() {
    std::vector<int> stock{40, 7, 12};
    const int& first = stock[0];
    receive(stock, 25);
    std::cout << "first bin: " << first << '\n';
}
