#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/get_records.hpp>
#include <dynaco/table/stream_options.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace dynaco {

/// The records of a stream in the order of its shards. The part of `stream_reader` that does not depend on
/// the model.
class stream_source {
 public:
    stream_source(client db, std::string_view table_name, const stream_options& options);
    ~stream_source();
    stream_source(stream_source&&) noexcept;
    stream_source& operator=(stream_source&&) noexcept;

    /// The record at hand, read if need be; nullptr at the end. Valid until `give`. @throws error
    awaitable<const get_records::raw_record*> peek();
    /// The record at hand was given out.
    void give();
    [[nodiscard]] std::string checkpoint() const;
    /// Adds operation, table and place to a failure to decode the record at hand.
    [[nodiscard]] failure explain(const failure& why) const;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco
