#pragma once

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The parts of batches that do not depend on the model.
namespace dynaco::detail {

/// The writes of a batch that are not sent yet, to one table or several.
class batch_write_queue {
 public:
    struct entry {
        std::string table{};
        std::string key{};      ///< JSON of the key: one request cannot write an item twice.
        std::string request{};  ///< In the form of batch_write_item.
    };

    explicit batch_write_queue(client db);
    ~batch_write_queue();
    batch_write_queue(batch_write_queue&&) noexcept;
    batch_write_queue& operator=(batch_write_queue&&) noexcept;

    /// Adds a write to `table`. It replaces a pending write of the same item. Sends a request when it is
    /// full.
    awaitable<void> add(std::string table, result<entry> e);
    /// Sends all writes. @throws error  errc::unprocessed; the leftovers stay in the queue
    awaitable<void> flush();
    [[nodiscard]] const std::vector<entry>& pending() const noexcept;

 private:
    struct state;
    awaitable<void> send_down_to(std::size_t rest);

    std::unique_ptr<state> state_;
};

/// The keys of a batch that are not read yet, of one table or several.
class batch_get_queue {
 public:
    /// The reads of one table.
    struct part {
        std::string table{};
        std::string more_members{};  ///< JSON to add to the table's entry ("ConsistentRead" …), or empty.
        std::vector<std::string> key_names{};  ///< The attributes of the keys; known from the first key.
        std::vector<std::string> keys{};       ///< JSON, as batch_get_item::encode_key makes it.
        std::optional<failure> refused{};      ///< The reason why a key could not be encoded.
        /// Checks an item before it is read. Null: no check.
        bool (*check)(json::reader& in) = nullptr;
        std::vector<unreadable_item> unreadable{};  ///< The items that did not pass the check.
    };
    /// Reads an item of the part with this index. Returns false after a failure of the reader.
    using take_item = std::function<bool(std::size_t part, json::reader& in)>;

    explicit batch_get_queue(client db);
    ~batch_get_queue();
    batch_get_queue(batch_get_queue&&) noexcept;
    batch_get_queue& operator=(batch_get_queue&&) noexcept;

    /// Adds keys to read. A key that is added twice is read once. @returns the part's index: 0, 1 …
    std::size_t add(part p);
    [[nodiscard]] bool more() const noexcept;
    /// Fetches up to 100 items. @throws error; keys that were not read stay in the queue
    awaitable<void> fetch(const take_item& take);
    /// Adds to `unreadable` the items of the part `index` that the last `fetch` returned and that did not
    /// pass its check. They are counted after `items` items that were read. Completes the failures of all
    /// items in `unreadable`.
    void take_unreadable(std::size_t index, std::size_t items, std::vector<unreadable_item>& unreadable);
    /// Rethrows the current exception. Asio's exception after a cancellation becomes errc::canceled.
    [[noreturn]] void rethrow(const boost::system::system_error& thrown) const;
    /// The number of keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

/// Returns the canonical text of a key, which does not depend on how it was written: "1.0" or "1", escaped or
/// not.
[[nodiscard]] std::string canonical_key(std::string_view key_json);
/// Reads the canonical text of the attributes `names` of the item at `in`. Empty if one is missing.
bool read_canonical_key(json::reader& in, const item& names, std::string& key);

}  // namespace dynaco::detail
