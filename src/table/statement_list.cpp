#include <dynaco/table/statement_list.hpp>

#include <string>
#include <utility>

namespace dynaco {

void statement_list::add(const statement_request& request) {
    result<encoded_statement> encoded = request.encode();
    if (encoded) {
        all_.push_back(std::move(*encoded));
        return;
    }
    all_.emplace_back();  // keeps the places
    if (refused_) return;
    diagnostics about = encoded.error().diagnostics();
    about.detail = "statement " + std::to_string(all_.size() - 1) +
                   (about.detail.empty() ? std::string() : ": " + about.detail);
    refused_ = failure(encoded.error().cause(), std::move(about));
}

void statement_list::clear() noexcept {
    all_.clear();
    refused_.reset();
}

}  // namespace dynaco
