#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/page_info.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// Where a query or scan stands among its pages: which request is next, how many items are still wanted,
/// where to go on. The part of the iterators that does not depend on the model.
class page_source {
 public:
    struct limits {
        std::uint64_t items = 0;      ///< 0: no limit.
        std::uint32_t page_size = 0;  ///< 0: up to the service.
        bool filtered = false;  ///< A limit cannot be left to the service: it counts items before the filter.
    };

    /// `request` is encoded without ExclusiveStartKey and Limit; `key_names` are the attributes that make up
    /// a resume key.
    page_source(client db, encoded_request request, std::string start_key, limits l,
                std::vector<std::string> key_names);

    /// True if there is a page to fetch.
    [[nodiscard]] bool more() const noexcept { return more_; }
    /// Asks for the next page. @throws error; the same page can be asked for again.
    awaitable<void> fetch();
    [[nodiscard]] const reply& page() const noexcept { return page_; }
    /// Takes note of the page that was fetched and decoded; `size` items of it. @returns how many are wanted.
    std::size_t advance(page_info info, std::size_t size);
    /// Narrows the limit.
    void want_at_most(std::uint64_t items) noexcept;
    /// Counts the items of all pages that are left, within the limit, without fetching them. @throws error
    awaitable<std::uint64_t> count();

    /// The key after which to go on when `given` items of the page were given out.
    /// @throws error  errc::no_resume_key
    [[nodiscard]] std::string resume_key(std::size_t given) const;
    [[nodiscard]] std::uint64_t scanned_count() const noexcept { return scanned_; }

 private:
    [[nodiscard]] encoded_request next_request(bool count_only) const;

    client db_;
    encoded_request request_;
    limits limits_;
    std::vector<std::string> key_names_;
    std::string next_key_;  // ExclusiveStartKey of the next page
    std::string page_key_;  // and of the page at hand
    reply page_;
    std::size_t page_size_ = 0;  // items of the page at hand
    std::uint64_t left_;
    std::uint64_t scanned_ = 0;
    std::uint64_t counted_ = 0;  // by a count() that did not come to its end
    bool started_ = false;
    bool more_ = true;
};

}  // namespace dynaco
