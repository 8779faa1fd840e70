// The server of the loader's benchmark: answers each request with prepared bytes, for as little CPU time as
// possible, because it shares the cores with the loader. One thread.
//
// A service is another machine, and answers after some milliseconds. So the server answers all requests that
// have arrived, and then rests for a millisecond. A server that woke for each request would interrupt the
// threads of the loader, and would make them wait for their core.
//
// usage: answers FOLDER
// FOLDER has whole HTTP responses: DescribeTable.http, and BatchWriteItem.http for all other operations.
// Prints its port on the loopback interface. At SIGTERM it prints what it cost, as JSON, and ends.

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

namespace {

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "answers: %s: %s\n", what.c_str(), std::strerror(errno));
    std::exit(1);
}

int checked(int result, const char* what) {
    if (result < 0) fail(what);
    return result;
}

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t content_length(std::string_view head) {
    std::size_t length = 0;
    for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
        const auto at = head.find(name);
        if (at == head.npos) continue;
        std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    }
    return length;
}

struct responses {
    std::string table{};
    std::string batch{};
};

// A connection. Its requests come one after the other.
class connection {
 public:
    explicit connection(int descriptor) : descriptor_(descriptor) {}
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection() { ::close(descriptor_); }

    // Reads what has arrived and answers a request that is complete. @returns false if the client has closed
    bool read(const responses& with, std::uint64_t& answered) {
        for (;;) {
            const ssize_t size = left_ > 0 ? skip() : read_head();
            if (size < 0 && errno == EAGAIN) return true;
            if (size <= 0) return false;
            if (left_ > 0 || asked_ == operation::none) continue;
            const std::string& response = asked_ == operation::table ? with.table : with.batch;
            if (::send(descriptor_, response.data(), response.size(), MSG_NOSIGNAL) !=
                static_cast<ssize_t>(response.size()))
                return false;
            asked_ = operation::none;
            ++answered;
            return true;
        }
    }

 private:
    enum class operation : unsigned char { none, table, batch };

    // The kernel drops the bytes of the body: nothing is copied.
    ssize_t skip() {
        const ssize_t size = ::recv(descriptor_, nullptr, left_, MSG_TRUNC | MSG_DONTWAIT);
        if (size > 0) left_ -= static_cast<std::size_t>(size);
        return size;
    }
    ssize_t read_head() {
        const ssize_t size = ::recv(descriptor_, bytes_.data() + size_, bytes_.size() - size_, MSG_DONTWAIT);
        if (size <= 0) return size;
        size_ += static_cast<std::size_t>(size);
        const std::string_view all(bytes_.data(), size_);
        const auto end = all.find("\r\n\r\n");
        if (end == all.npos) {
            if (size_ == bytes_.size()) fail("a request with a long head");
            return size;
        }
        const std::string_view head = all.substr(0, end);
        asked_ = head.find(".DescribeTable") != head.npos ? operation::table : operation::batch;
        const std::size_t length = content_length(head);
        const std::size_t of_body = size_ - end - 4;
        if (of_body > length) fail("a request that is longer than its Content-Length");
        left_ = length - of_body;
        size_ = 0;
        return size;
    }

    int descriptor_;
    std::size_t left_ = 0;               // of the body
    operation asked_ = operation::none;  // of the request whose head was read
    std::size_t size_ = 0;               // of `bytes_`
    std::array<char, 1500> bytes_{};
};

int listening_socket() {
    const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    checked(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
    checked(::listen(listener, SOMAXCONN), "listen");
    socklen_t size = sizeof address;
    checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return listener;
}

int signal_of_the_end() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    checked(::sigprocmask(SIG_BLOCK, &set, nullptr), "sigprocmask");
    return checked(::signalfd(-1, &set, SFD_CLOEXEC), "signalfd");
}

void watch(int events, int descriptor, void* as) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = as;
    checked(::epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

void print_cost(std::uint64_t answered) {
    rusage used{};
    checked(::getrusage(RUSAGE_SELF, &used), "getrusage");
    const auto microseconds = [](const timeval& time) {
        return static_cast<long long>(time.tv_sec) * 1'000'000 + time.tv_usec;
    };
    std::printf(R"({"requests": %llu, "user_us": %lld, "system_us": %lld})"
                "\n",
                static_cast<unsigned long long>(answered), microseconds(used.ru_utime),
                microseconds(used.ru_stime));
}

void rest() {
    const timespec millisecond{.tv_sec = 0, .tv_nsec = 1'000'000};
    ::nanosleep(&millisecond, nullptr);
}

void serve(const responses& with) {
    const int ended = signal_of_the_end();
    const int listener = listening_socket();
    const int events = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    int is_listener = 0;
    int is_end = 0;
    watch(events, listener, &is_listener);
    watch(events, ended, &is_end);
    std::uint64_t answered = 0;
    std::array<epoll_event, 64> ready{};
    for (;;) {
        rest();
        const int count = ::epoll_wait(events, ready.data(), static_cast<int>(ready.size()), -1);
        for (int i = 0; i < count; ++i) {
            void* const what = ready[static_cast<std::size_t>(i)].data.ptr;
            if (what == &is_end) return print_cost(answered);
            if (what == &is_listener) {
                const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
                if (client < 0) continue;
                const int on = 1;
                checked(::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
                watch(events, client, new connection(client));
                continue;
            }
            auto* const from = static_cast<connection*>(what);
            if (!from->read(with, answered)) delete from;
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: answers FOLDER\n");
        return 2;
    }
    const std::string folder = argv[1];
    serve({.table = text_of(folder + "/DescribeTable.http"),
           .batch = text_of(folder + "/BatchWriteItem.http")});
}
