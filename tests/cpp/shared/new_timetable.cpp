#include <iostream>
#include <string>
#include <string_view>
#include <vector>

using Timetable = std::vector<std::string>;

Timetable tomorrow() {
    return {"09:44"};
}

int main() {
    Timetable timetable{"09:14"};
    std::string_view board = timetable[0];
    std::cout << "board: " << board << std::endl;
    timetable = tomorrow();
    std::cout << "board: " << board << std::endl;
}
