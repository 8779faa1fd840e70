#pragma once

#include "program/show/screen.hpp"

#include <dynaco/operations/stream.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <vector>

/// The changes of a stream as text. No I/O.
namespace dynaco::program {

/// A change of an item with its images.
using item_change = stream_record<item>;

/// Returns a change for people:
///
///     2026-11-30T07:12:01Z modify c-1 2026-01-01
///       ~ status  open → shipped
///       + parcel  12
///       - note    call first
///
/// `+` is an attribute that is new, `-` one that is removed, `~` one whose value is different, `=` one of a
/// change whose old image the stream does not record. Long texts are cut to the screen; numbers are not. Each
/// line ends with a new line.
/// @param keys  the names of the key attributes, in order
[[nodiscard]] std::string readable_change(const item_change& change, const std::vector<std::string>& keys,
                                          screen shown_on);

/// Returns a change as one plain JSON object, without a new line. `old` and `new` are left out if the stream
/// does not record them.
///
///     {"event":"modify","keys":{…},"new":{…},"old":{…},"sequence":"…","time":"2026-11-30T07:12:01Z"}
[[nodiscard]] std::string plain_change(const item_change& change);

/// Returns a change as one JSON object in the form of DynamoDB Streams, with DynamoDB JSON in it, without a
/// new line:
///
///     {"eventID":"…","eventName":"MODIFY","dynamodb":{"ApproximateCreationDateTime":1796022869,"Keys":{…},
///      "NewImage":{…},"OldImage":{…},"SequenceNumber":"…","SizeBytes":59}}
[[nodiscard]] std::string dynamodb_change(const item_change& change);

}  // namespace dynaco::program
