#include "transport/tls/certificates.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/system/error_code.hpp>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <compare>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <sys/stat.h>

namespace dynaco::transport {
namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

// The files that are read, and the version of the file.
struct source {
    std::string ca_file;
    std::string system_file;  // OpenSSL's default, used without a `ca_file`
    std::string system_folders;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t changed_s = 0;
    std::int64_t changed_ns = 0;

    auto operator<=>(const source&) const =
        default;  // NOLINT(modernize-use-nullptr): false with clang-tidy 14
};

source source_of(const std::string& ca_file) {
    source from{.ca_file = ca_file, .system_file = {}, .system_folders = {}};
    if (ca_file.empty()) {
        from.system_file = variable(X509_get_default_cert_file_env());
        if (from.system_file.empty()) from.system_file = X509_get_default_cert_file();
        from.system_folders = variable(X509_get_default_cert_dir_env());
    }
    struct stat found {};
    if (::stat((ca_file.empty() ? from.system_file : ca_file).c_str(), &found) == 0) {
        from.device = found.st_dev;
        from.inode = found.st_ino;
        from.size = found.st_size;
        from.changed_s = found.st_mtim.tv_sec;
        from.changed_ns = found.st_mtim.tv_nsec;
    }
    return from;
}

result<certificate_store> read(const std::string& ca_file) {
    certificate_store store(X509_STORE_new(), &X509_STORE_free);
    ERR_clear_error();
    const int good = !store            ? 0
                     : ca_file.empty() ? X509_STORE_set_default_paths(store.get())
                                       : X509_STORE_load_file(store.get(), ca_file.c_str());
    if (good == 1) return store;
    const boost::system::error_code ec(static_cast<int>(ERR_get_error()),
                                       boost::asio::error::get_ssl_category());
    return failure(errc::invalid_ca_file, {.detail = ca_file + ": " + ec.message()});
}

}  // namespace

result<certificate_store> authorities_of(const std::string& ca_file) {
    static std::mutex mutex;
    static std::map<source, std::weak_ptr<X509_STORE>> known;
    const source from = source_of(ca_file);
    const std::lock_guard lock(mutex);
    if (const auto at = known.find(from); at != known.end())
        if (certificate_store store = at->second.lock()) return store;
    auto store = read(ca_file);
    if (!store) return store;
    std::erase_if(known, [](const auto& each) { return each.second.expired(); });
    known[from] = *store;
    return store;
}

}  // namespace dynaco::transport
