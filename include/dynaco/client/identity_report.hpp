#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace dynaco {

/// One thing that a client found out about who it is and where it goes.
struct identity_line {
    std::string what{};    ///< "region", "credentials".
    std::string value{};   ///< "eu-west-1"; of what is wrong, the error and its remedy.
    std::string source{};  ///< "environment variable AWS_REGION"; may be empty.
    bool wrong = false;    ///< A call could not be made because of this.
};

/// What `explain_credentials` found out. Holds no secrets.
struct identity_report {
    std::vector<identity_line> lines{};

    /// Nothing is wrong.
    [[nodiscard]] bool ok() const noexcept;

    /// A line each: "region             eu-west-1 (environment variable AWS_REGION)".
    friend std::ostream& operator<<(std::ostream&, const identity_report&);
};

}  // namespace dynaco
