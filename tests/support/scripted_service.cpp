#include "support/scripted_service.hpp"

#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace dynaco::test {
namespace {

// "PUT /latest/api/token"
std::string route_of(const std::string& method, const std::string& target) {
    return method + ' ' + target.substr(0, target.find('?'));
}
std::string route_of(const received_request& request) { return route_of(request.method, request.target); }

}  // namespace

struct scripted_service::routes {
    void set(std::string route, request_handler handler) {
        const std::lock_guard lock(mutex);
        handlers.insert_or_assign(std::move(route), std::make_shared<request_handler>(std::move(handler)));
    }
    // The handler is called without the lock, because it may set another route.
    reply answer(const received_request& request) const {
        const std::string route = route_of(request);
        std::shared_ptr<request_handler> handler;
        {
            const std::lock_guard lock(mutex);
            if (const auto at = handlers.find(route); at != handlers.end()) handler = at->second;
        }
        return handler ? (*handler)(request) : reply{"unexpected request: " + route}.status(404);
    }

    mutable std::mutex mutex;  // guards the handlers
    std::map<std::string, std::shared_ptr<request_handler>> handlers;
};

scripted_service::scripted_service() : scripted_service(std::make_unique<fault_server>()) {}

scripted_service::scripted_service(const tls_options& options)
    : scripted_service(std::make_unique<fault_server>(options)) {}

scripted_service::scripted_service(std::unique_ptr<fault_server> server)
    : routes_(std::make_shared<routes>()), server_(std::move(server)) {
    server_->on_request([all = routes_](const received_request& request) { return all->answer(request); });
}

scripted_service::~scripted_service() = default;

void scripted_service::on(const std::string& method, const std::string& path, reply always) {
    on(method, path, std::vector<reply>{std::move(always)});
}

void scripted_service::on(const std::string& method, const std::string& path, std::vector<reply> in_turn) {
    if (in_turn.empty()) throw std::invalid_argument("scripted_service: a route without a reply");
    // Called only on the server's thread.
    on(method, path, [answers = std::move(in_turn), next = std::size_t{0}](const received_request&) mutable {
        return answers[next + 1 < answers.size() ? next++ : next];
    });
}

void scripted_service::on(const std::string& method, const std::string& path, request_handler handler) {
    routes_->set(route_of(method, path), std::move(handler));
}

std::size_t scripted_service::count(const std::string& method, const std::string& path) const {
    return requests(method, path).size();
}

std::vector<received_request> scripted_service::requests(const std::string& method,
                                                         const std::string& path) const {
    std::vector<received_request> all = server_->requests();
    std::erase_if(all,
                  [route = route_of(method, path)](const auto& each) { return route_of(each) != route; });
    return all;
}

std::vector<std::string> scripted_service::asked() const {
    std::vector<std::string> all;
    for (const received_request& each : server_->requests()) all.push_back(route_of(each));
    return all;
}

}  // namespace dynaco::test
