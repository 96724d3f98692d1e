#include <cstdio>
#include <cstring>

class Logbook {
public:
    explicit Logbook(const char* name) {
        name_ = new char[std::strlen(name) + 1];
        std::strcpy(name_, name);
    }
    Logbook(const Logbook&) = delete;
    ~Logbook() {
        std::puts("closed");
        delete[] name_;
    }

private:
    char* name_;
};

int main() {
    Logbook log("wind");
    log.~Logbook();
    std::puts("end of main");
}
