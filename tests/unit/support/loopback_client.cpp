#include "unit/support/loopback_client.hpp"

#include <openssl/err.h>

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace dynaco::test {
namespace {

stream_end end_of_socket(ssize_t result) {
    if (result == 0) return stream_end::fin;
    if (errno == ECONNRESET) return stream_end::reset;
    return errno == EAGAIN ? stream_end::timeout : stream_end::other;
}

}  // namespace

std::optional<std::string> parsed_reply::header(std::string_view name) const {
    const std::string wanted(name);
    for (const auto& [each, value] : headers) {
        if (::strcasecmp(each.c_str(), wanted.c_str()) == 0) return value;
    }
    return std::nullopt;
}

loopback_client::loopback_client(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const timeval limit{10, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const int failure = errno;
        ::close(descriptor_);
        throw std::system_error(failure, std::generic_category(), "connect");
    }
}

loopback_client::~loopback_client() { close(); }

void loopback_client::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

std::string loopback_client::start_tls(const std::filesystem::path& ca, const char* host,
                                       int oldest_version) {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                    SSL_CTX_free);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_min_proto_version(context.get(), oldest_version);
    if (oldest_version < TLS1_2_VERSION) SSL_CTX_set_cipher_list(context.get(), "DEFAULT:@SECLEVEL=0");
    if (SSL_CTX_load_verify_locations(context.get(), ca.c_str(), nullptr) != 1) return "no authority";
    tls_.reset(SSL_new(context.get()));
    SSL_set_tlsext_host_name(tls_.get(), host);
    SSL_set1_host(tls_.get(), host);
    SSL_set_fd(tls_.get(), descriptor_);
    ERR_clear_error();
    const int result = SSL_connect(tls_.get());
    if (result == 1) return "";
    const long verdict = SSL_get_verify_result(tls_.get());
    if (verdict != X509_V_OK) return X509_verify_cert_error_string(verdict);
    const unsigned long failure = ERR_peek_error();
    if (failure != 0) return ERR_reason_error_string(failure);
    return result == 0 ? "closed" : "system error " + std::to_string(errno);
}

bool loopback_client::send(std::string_view bytes) {
    if (tls_) return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
    while (!bytes.empty()) {
        const ssize_t size = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

bool loopback_client::post(std::string_view body, std::string_view more_headers) {
    std::string request = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\n";
    request.append(more_headers).append("Content-Length: ").append(std::to_string(body.size()));
    return send(request.append("\r\n\r\n").append(body));
}

std::optional<stream_end> loopback_client::receive_some() {
    std::array<char, 16384> space{};
    if (tls_) {
        ERR_clear_error();
        const int size = SSL_read(tls_.get(), space.data(), static_cast<int>(space.size()));
        if (size <= 0) return end_of_tls(size);
        buffer_.append(space.data(), static_cast<std::size_t>(size));
        return std::nullopt;
    }
    const ssize_t size = ::recv(descriptor_, space.data(), space.size(), 0);
    if (size <= 0) return end_of_socket(size);
    buffer_.append(space.data(), static_cast<std::size_t>(size));
    return std::nullopt;
}

stream_end loopback_client::end_of_tls(int result) const {
    const int socket_error = errno;
    const int kind = SSL_get_error(tls_.get(), result);
    if (kind == SSL_ERROR_ZERO_RETURN) return stream_end::close_notify;
    if (kind == SSL_ERROR_SYSCALL && socket_error == ECONNRESET) return stream_end::reset;
    if (ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING)
        return stream_end::truncated_tls;
    return stream_end::other;
}

std::string loopback_client::read(std::size_t count) {
    while (buffer_.size() < count && !receive_some()) {
    }
    std::string out = buffer_.substr(0, count);
    buffer_.erase(0, out.size());
    return out;
}

std::string loopback_client::read_until(std::string_view mark) {
    std::size_t at = buffer_.find(mark);
    while (at == std::string::npos && !receive_some()) at = buffer_.find(mark);
    return read(at == std::string::npos ? buffer_.size() : at + mark.size());
}

std::pair<std::string, stream_end> loopback_client::read_to_end() {
    std::optional<stream_end> end;
    while (!end) end = receive_some();
    return {std::exchange(buffer_, {}), *end};
}

std::string loopback_client::read_chunks() {
    std::string body;
    std::size_t size = 1;
    while (size != 0) {
        const std::string line = read_until("\r\n");
        size = line.empty() ? 0 : std::stoul(line, nullptr, 16);
        body += read(size);
        read_until("\r\n");
    }
    return body;
}

parsed_reply loopback_client::read_reply() {
    parsed_reply reply;
    reply.status_line = read_until("\r\n");
    reply.status_line.resize(
        reply.status_line.find('\r') == std::string::npos ? 0 : reply.status_line.find('\r'));
    for (std::string line = read_until("\r\n"); line.size() > 2; line = read_until("\r\n")) {
        const std::size_t colon = line.find(": ");
        reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2, line.size() - colon - 4));
    }
    if (reply.header("Transfer-Encoding") == "chunked") {
        reply.body = read_chunks();
    } else if (const auto length = reply.header("Content-Length")) {
        reply.body = read(std::stoul(*length));
    } else if (!reply.status_line.starts_with("HTTP/1.1 1")) {
        reply.body = read_to_end().first;
    }
    return reply;
}

std::size_t loopback_client::waiting() const {
    int count = 0;
    ::ioctl(descriptor_, FIONREAD, &count);
    return buffer_.size() + static_cast<std::size_t>(count);
}

}  // namespace dynaco::test
