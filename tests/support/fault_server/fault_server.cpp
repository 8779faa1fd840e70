#include "support/fault_server/fault_server.hpp"

#include "support/fault_server/fault_server_engine.hpp"

#include <stdexcept>
#include <utility>

namespace dynaco::test {

fault_server::fault_server() : engine_(std::make_unique<engine>(std::nullopt)) {}

fault_server::fault_server(const tls_options& options) : engine_(std::make_unique<engine>(options)) {}

fault_server::~fault_server() = default;

std::uint16_t fault_server::port() const noexcept { return engine_->port(); }

std::string fault_server::url() const {
    const char* origin = engine_->ca_file() != nullptr ? "https://localhost:" : "http://127.0.0.1:";
    return origin + std::to_string(port());
}

std::filesystem::path fault_server::ca_pem_file() const {
    const temporary_file* file = engine_->ca_file();
    if (file == nullptr) throw std::logic_error("a fault_server without TLS has no certificate authority");
    return file->path();
}

void fault_server::script(std::initializer_list<reply> replies) { engine_->script().append(replies); }

void fault_server::otherwise(reply answer) { engine_->script().set_otherwise(std::move(answer)); }

void fault_server::on_request(request_handler handler) { engine_->script().set_handler(std::move(handler)); }

std::size_t fault_server::unused_replies() const { return engine_->script().size(); }

void fault_server::release() { engine_->release_all(); }

void fault_server::close_all_connections() {
    const auto open = engine_->log().open_connections();
    engine_->hang_up_all();
    for (const std::size_t each : open) {
        if (!wait_until_closed(each)) throw std::runtime_error("a connection did not close");
    }
}

void fault_server::keep_no_requests() { engine_->log().keep_no_requests(); }

std::vector<received_request> fault_server::requests() const { return engine_->log().requests(); }

std::size_t fault_server::connections() const { return engine_->log().connections(); }

std::size_t fault_server::open_connections() const { return engine_->log().open_connections().size(); }

std::size_t fault_server::malformed_requests() const { return engine_->log().malformed_requests(); }

bool fault_server::wait_for_requests(std::size_t count, timeout limit) const {
    return engine_->log().wait_for_requests(count, limit);
}

bool fault_server::wait_for_connections(std::size_t count, timeout limit) const {
    return engine_->log().wait_for_connections(count, limit);
}

bool fault_server::wait_for_open_connections(std::size_t count, timeout limit) const {
    return engine_->log().wait_for_open_connections(count, limit);
}

bool fault_server::wait_until_closed(std::size_t connection, timeout limit) const {
    return engine_->log().wait_until_closed(connection, limit);
}

bool fault_server::wait_for_stalled(std::size_t count, timeout limit) const {
    return engine_->log().wait_for_stalled(count, limit);
}

}  // namespace dynaco::test
