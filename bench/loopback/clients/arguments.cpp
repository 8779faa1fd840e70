#include "arguments.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <getopt.h>
#include <string_view>
#include <utility>

namespace bench {
namespace {

constexpr auto workloads = std::to_array<std::pair<std::string_view, workload>>({
    {"get-item", workload::get_item},
    {"put-item", workload::put_item},
    {"query", workload::query},
    {"batch-write", workload::batch_write},
    {"scan", workload::scan},
});

[[noreturn]] void refuse(const std::string& why) {
    fail(
        why +
        "\nusage: --workload get-item|put-item|query|batch-write|scan --endpoint http[s]://HOST:PORT[/PATH]\n"
        "       [--concurrency N] [--connections C] [--threads T] [--seconds S | --pages P] [--warm-up S]\n"
        "       [--ca FILE] [--verify]");
}

template <class Number>
Number number(const char* option, std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < Number{})
        refuse(std::string(option) + ": this is no such number: " + std::string(text));
    return value;
}

std::size_t at_least_one(const char* option, std::string_view text) {
    const auto value = number<std::size_t>(option, text);
    if (value == 0) refuse(std::string(option) + ": at least 1");
    return value;
}

workload workload_named(std::string_view name) {
    const auto found = std::ranges::find(workloads, name, &std::pair<std::string_view, workload>::first);
    if (found == workloads.end()) refuse("--workload: unknown: " + std::string(name));
    return found->second;
}

endpoint taken_apart(std::string_view url) {
    endpoint to{.url = std::string(url)};
    to.tls = url.starts_with("https://");
    if (!to.tls && !url.starts_with("http://")) refuse("--endpoint: neither http:// nor https://");
    url.remove_prefix(to.tls ? 8 : 7);
    if (const auto slash = url.find('/'); slash != url.npos) {
        to.path = url.substr(slash);
        url = url.substr(0, slash);
    }
    const auto colon = url.rfind(':');
    if (colon == url.npos || colon == 0 || colon + 1 == url.size())
        refuse("--endpoint: host and port are needed");
    to.host = url.substr(0, colon);
    to.port = url.substr(colon + 1);
    return to;
}

}  // namespace

arguments parse_arguments(int argc, char** argv) {
    static constexpr auto options = std::to_array<option>({
        {"workload", required_argument, nullptr, 'w'},
        {"endpoint", required_argument, nullptr, 'e'},
        {"concurrency", required_argument, nullptr, 'n'},
        {"connections", required_argument, nullptr, 'c'},
        {"threads", required_argument, nullptr, 't'},
        {"seconds", required_argument, nullptr, 's'},
        {"warm-up", required_argument, nullptr, 'u'},
        {"pages", required_argument, nullptr, 'p'},
        {"ca", required_argument, nullptr, 'a'},
        {"verify", no_argument, nullptr, 'v'},
        {nullptr, 0, nullptr, 0},
    });
    arguments told;
    std::optional<workload> what;
    std::optional<std::size_t> connections;
    for (int each = 0; (each = getopt_long(argc, argv, "", options.data(), nullptr)) != -1;) {
        switch (each) {
            case 'w': what = workload_named(optarg); break;
            case 'e': told.where = taken_apart(optarg); break;
            case 'n': told.concurrency = at_least_one("--concurrency", optarg); break;
            case 'c': connections = at_least_one("--connections", optarg); break;
            case 't': told.threads = at_least_one("--threads", optarg); break;
            case 's': told.seconds = decltype(told.seconds){number<double>("--seconds", optarg)}; break;
            case 'u': told.warm_up = decltype(told.warm_up){number<double>("--warm-up", optarg)}; break;
            case 'p': told.pages = at_least_one("--pages", optarg); break;
            case 'a': told.ca = optarg; break;
            case 'v': told.verify = true; break;
            default: refuse("");
        }
    }
    if (optind != argc) refuse(std::string("this is no option: ") + argv[optind]);
    if (!what) refuse("--workload is needed");
    if (told.where.url.empty()) refuse("--endpoint is needed");
    told.what = *what;
    told.connections = connections.value_or(std::min<std::size_t>(told.concurrency, 64));
    return told;
}

void fail(const std::string& message) {
    std::fprintf(stderr, "%s\n", message.c_str());
    std::_Exit(1);
}

}  // namespace bench
