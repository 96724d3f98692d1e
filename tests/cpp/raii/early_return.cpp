#include <cstdio>

struct Session {
    int reading;
};

int measure(int reading) {
    auto* session = new Session{reading};
    if (session->reading == 0) {
        std::puts("no reading");
        return -1;
    }
    std::puts("stored");
    delete session;
    return 0;
}

int main() {
    measure(1013);
    measure(0);
    std::puts("end of main");
}
