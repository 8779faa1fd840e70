#pragma once

#include <dynaco/core/diagnostics.hpp>
#include <dynaco/core/errc.hpp>

#include <boost/system/system_error.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// A failed call as a value: a code and what is known about it. Cheap to copy; immutable; safe to share.
class failure {
 public:
    /// No failure; only for containers that want a default.
    failure() noexcept = default;
    failure(errc code, dynaco::diagnostics about)
        : code_(code), about_(std::make_shared<const dynaco::diagnostics>(std::move(about))) {}

    /// The cause.
    [[nodiscard]] boost::system::error_code code() const noexcept { return code_; }
    [[nodiscard]] errc cause() const noexcept { return static_cast<errc>(code_.value()); }
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept;

    /// One line: operation, table, attribute path, cause, the service's words, what to do, where it happened.
    [[nodiscard]] std::string text() const;

 private:
    boost::system::error_code code_;
    std::shared_ptr<const dynaco::diagnostics> about_;
};

/// The one exception of the library.
///
/// Branch on `code() == condition::…`, never on the text.
class error : public boost::system::system_error {
 public:
    explicit error(failure cause);
    error(errc code, dynaco::diagnostics about) : error(failure(code, std::move(about))) {}

    // Copies only: a moved-from exception would have no text.
    error(const error&) noexcept = default;
    error& operator=(const error&) noexcept = default;
    ~error() override = default;

    [[nodiscard]] errc cause() const noexcept { return failure_.cause(); }
    [[nodiscard]] const dynaco::diagnostics& diagnostics() const noexcept { return failure_.diagnostics(); }
    /// The same as a value.
    [[nodiscard]] const dynaco::failure& as_failure() const noexcept { return failure_; }

    const char* what() const noexcept override { return text_->c_str(); }

 private:
    dynaco::failure failure_;
    std::shared_ptr<const std::string> text_;  // shared: copying an exception must not throw
};

}  // namespace dynaco
