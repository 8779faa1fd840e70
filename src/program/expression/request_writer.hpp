#pragma once

#include "program/expression/written_request.hpp"
#include "program/text/key_shape.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Makes the expressions of one request from texts in which names and values are written in place.
///
///     request_writer writer;
///     writer.filter("total > 100 and status = 'open'");
///     writer.projection("id, total, address.city");
///     const written_request expressions = writer.take();
///     // FilterExpression "#0 > :0 AND #1 = :1", ProjectionExpression "#2,#0,#3.#4"
///
/// All functions throw text_error for a mistake; the object is then unchanged. The keywords and the names of
/// functions may have any letter case.
///
/// Names: letters, digits and '_', also letters of other alphabets; not a digit first. Any other name is
/// written in backquotes, `order-date`, with a backquote doubled. Paths: address.city, lines[0].price.
/// Reserved words of DynamoDB are ordinary names; only and, or, not, between, in, true, false and null need
/// backquotes.
///
/// For a name where text was probably meant, as in `status = open`, there is only advice
/// (`written_request::advice`). In backquotes it is always a name.
///
/// Values: 12, -1.50, 6e23 (every digit is kept, at most 38); "text" or 'text' with the escapes of JSON;
/// true, false, null; lists [1, "a"]; maps {a: 1, "b c": 2}; sets <<"a", "b">>, <<1, 2>> and <<b64"AQ==">> as
/// in PartiQL; binary b64"AQID" in standard base64. {"S": "x"} is a map with the member S: no value needs
/// DynamoDB JSON here.
///
/// Not thread-safe. An object can be used again after `take`.
class request_writer {
 public:
    /// Adds the condition of a write (ConditionExpression). It may be called once.
    ///
    ///     total > 100 and (status = "open" or status = "new")      comparisons: = == <> != < <= > >=
    ///     total between 1 and 5, total in (1, 2), and with not: total not between 1 and 5, total not in (1,
    ///     2) attribute_exists(x)       also: x exists attribute_not_exists(x)   also: x not exists, x is
    ///     missing, x is not missing attribute_type(x, S)      begins_with(x, "a")      contains(x, "a")
    ///     size(x) > 3 not condition             binds more tightly than and, which binds more tightly than
    ///     or
    void condition(std::string_view text);

    /// Adds a filter of a scan or query (FilterExpression), with the grammar of `condition`. Several filters
    /// must all be true.
    void filter(std::string_view text);

    /// Adds the attributes to return (ProjectionExpression): "id, total, address.city, lines[0]". It may be
    /// called once.
    void projection(std::string_view text);

    /// Adds the changes of an update (UpdateExpression). It may be called once.
    ///
    ///     set total = total + 5, status = "open", n = if_not_exists(n, 0), tags = list_append(tags, ["x"])
    ///     remove a, b[0]      add count 1, tags <<"x">>      delete tags <<"x">>
    ///     total += 5, stock -= 1       short for total = total + 5, stock = stock - 1
    ///
    /// The first `set` may be left out. A keyword may be repeated: DynamoDB allows it once, and the clauses
    /// are joined.
    ///
    /// @param key  the key of the table, if known: changing it is a mistake that DynamoDB would refuse
    void update(std::string_view text, const key_shape& key = {});

    /// Adds what a query reads (KeyConditionExpression, and FilterExpression for the rest). It may be called
    /// once.
    ///
    ///     query(key, {}, R"(id = "c-1" and date >= "2026" and total > 100)")
    ///     query(key, {"c-1"}, R"(date >= "2026")")
    ///     query(key, {"c-1", "2026-01-01"})
    ///
    /// Conditions that are joined by `and` and compare a key attribute become the key condition; all others
    /// become a filter. `date >= a and date <= b` becomes `between`. Literals for key attributes must have
    /// the attribute's type.
    ///
    /// A mistake: a hash key without `=`; a range key with a comparison other than = < <= > >= between
    /// begins_with, or with two of them; a key attribute inside `or`, `not` or a filter, which DynamoDB
    /// refuses.
    ///
    /// @param key        the key of the table or index that is queried
    /// @param arguments  values of the first key attributes, as for `key_from_arguments`; may be empty
    /// @param text       more conditions; may be empty if there are arguments
    void query(const key_shape& key, std::span<const std::string> arguments, std::string_view text = {});

    /// Returns the expressions; this object is then empty.
    [[nodiscard]] written_request take();

 private:
    written_request request_{};
    bool filter_is_any_ = false;  // the filter is joined by OR, so that another one needs parentheses
};

}  // namespace dynaco::program
