#include "load/plan/checkpoint.hpp"

#include "json/document.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <charconv>
#include <optional>
#include <zlib.h>

/// The text of a checkpoint:
/// {"dynaco_load":1,"tables":[{"name":"t","id":"…"}],"sources":[{"path":"…",…}],"options":[{"name":"…","value":"…"}],
/// "worker":[0,1],"sequence":7,"position":{"file":0,…},"low":9,"beyond":[[11,12]],"segments":[…],"counts":{…}}
/// and "damage":"…" if a file was damaged. The last member, "crc32", is the CRC-32 of the text before it.
namespace dynaco::loading {
namespace {

using detail::json::document;

constexpr std::uint64_t checkpoint_version = 1;

// The members of the counts, in the order of the text.
struct count_member {
    std::string_view name;
    std::uint64_t load_counts::*member;
    bool is_optional = false;  // an earlier version did not write it
};
constexpr count_member count_members[] = {
    {"accepted", &load_counts::accepted},     {"written", &load_counts::written},
    {"superseded", &load_counts::superseded}, {"unmet", &load_counts::unmet},
    {"rejected", &load_counts::rejected},     {"in_doubt", &load_counts::in_doubt},
    {"unsent", &load_counts::unsent},         {"requests", &load_counts::requests},
    {"throttled", &load_counts::throttled},   {"failed", &load_counts::failed, true},
};

template <class Range, class Write>
void write_array(detail::json::writer& out, std::string_view name, const Range& range, Write write) {
    out.plain_key(name);
    out.begin_array();
    for (const auto& each : range) {
        out.element();
        write(each);
    }
    out.end_array();
}

void write_identity(detail::json::writer& out, const load_checkpoint& of) {
    write_array(out, "tables", of.tables, [&out](const table_identity& each) {
        out.begin_object();
        out.member("name", each.name);
        out.member("id", each.id);
        out.end_object();
    });
    write_array(out, "sources", of.sources, [&out](const source_identity& each) {
        out.begin_object();
        out.member("path", each.path);
        out.member("size", each.size);
        out.member("modified", each.modified);
        out.member("head", each.head);
        out.end_object();
    });
    write_array(out, "options", of.options, [&out](const named_option& each) {
        out.begin_object();
        out.member("name", each.name);
        out.member("value", each.value);
        out.end_object();
    });
    out.plain_key("worker");
    out.begin_array();
    out.element(), out.number(of.worker.index);
    out.element(), out.number(of.worker.count);
    out.end_array();
}

void write_progress(detail::json::writer& out, const load_checkpoint& of) {
    out.member("sequence", of.sequence);
    out.plain_key("position");
    out.begin_object();
    out.member("file", of.position.file);
    out.member("record", of.position.record);
    out.member("line", of.position.line);
    out.member("offset", of.position.offset);
    out.end_object();
    out.member("low", of.low);
    write_array(out, "beyond", of.beyond, [&out](const sequence_range& each) {
        out.begin_array();
        out.element(), out.number(each.first);
        out.element(), out.number(each.last);
        out.end_array();
    });
    write_array(out, "segments", of.segments, [&out](const segment_progress& each) {
        out.begin_object();
        out.member("segment", each.segment);
        out.member("done", each.done);
        out.member("token", each.token);
        out.member("items", each.items);
        out.end_object();
    });
}

void write_counts(detail::json::writer& out, const load_counts& of) {
    out.plain_key("counts");
    out.begin_object();
    for (const count_member& each : count_members) out.member(each.name, of.*each.member);
    char units[32];
    const auto end = std::to_chars(units, units + sizeof units, of.write_units).ptr;
    out.plain_key("write_units");
    out.raw({units, end});
    out.end_object();
}

/// Reads members and keeps the first fault.
struct checkpoint_reader {
    std::string fault{};

    void wrong(std::string_view where, std::string_view what) {
        if (fault.empty()) fault.append("its member \"").append(where).append("\" ").append(what);
    }
    template <class Number>
    void read(const document& from, std::string_view name, Number& to) {
        const document& at = name.empty() ? from : from[name];
        const std::string& text = at.text();
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
        if (at.type() != document::kind::number || error != std::errc() || end != text.data() + text.size())
            wrong(name, "is missing or is not a valid number");
    }
    void read(const document& from, std::string_view name, std::string& to) {
        if (from[name].type() != document::kind::string) return wrong(name, "is missing or is not a string");
        to = from[name].text();
    }
    void read(const document& from, std::string_view name, bool& to) {
        if (from[name].type() != document::kind::boolean)
            return wrong(name, "is missing or is not true or false");
        to = from[name].as_bool();
    }
    template <class Element, class Read>
    void read_array(const document& from, std::string_view name, std::vector<Element>& to, Read one) {
        if (from[name].type() != document::kind::array) return wrong(name, "is missing or is not an array");
        for (const document& each : from[name].elements()) one(each, to.emplace_back());
    }
    template <class Number>
    void read_pair(const document& from, std::string_view name, Number& first, Number& second) {
        if (from.type() != document::kind::array || from.elements().size() != 2)
            return wrong(name, "is missing or is not a pair of numbers");
        read(from.elements()[0], {}, first);
        read(from.elements()[1], {}, second);
    }

    void read_identity(const document& from, load_checkpoint& to) {
        read_array(from, "tables", to.tables, [this](const document& each, table_identity& table) {
            read(each, "name", table.name);
            read(each, "id", table.id);
        });
        read_array(from, "sources", to.sources, [this](const document& each, source_identity& source) {
            read(each, "path", source.path);
            read(each, "size", source.size);
            read(each, "modified", source.modified);
            read(each, "head", source.head);
        });
        read_array(from, "options", to.options, [this](const document& each, named_option& option) {
            read(each, "name", option.name);
            read(each, "value", option.value);
        });
        read_pair(from["worker"], "worker", to.worker.index, to.worker.count);
        if (to.worker.index >= to.worker.count) wrong("worker", "is not valid");
    }
    void read_progress(const document& from, load_checkpoint& to) {
        read(from, "sequence", to.sequence);
        read(from["position"], "file", to.position.file);
        read(from["position"], "record", to.position.record);
        read(from["position"], "line", to.position.line);
        read(from["position"], "offset", to.position.offset);
        read(from, "low", to.low);
        if (to.sequence > to.low) wrong("sequence", "is above \"low\"");
        read_array(from, "beyond", to.beyond, [this](const document& each, sequence_range& range) {
            read_pair(each, "beyond", range.first, range.last);
        });
        std::uint64_t least = to.low + 1;
        for (const sequence_range& each : to.beyond) {
            if (each.first < least || each.last < each.first)
                wrong("beyond", "has ranges that do not ascend");
            least = each.last + 2;
        }
        read_array(from, "segments", to.segments, [this](const document& each, segment_progress& segment) {
            read(each, "segment", segment.segment);
            read(each, "done", segment.done);
            read(each, "token", segment.token);
            read(each, "items", segment.items);
        });
    }
    void read_counts(const document& from, load_counts& to) {
        for (const count_member& each : count_members)
            if (!each.is_optional || from[each.name].type() != document::kind::null)
                read(from, each.name, to.*each.member);
        read(from, "write_units", to.write_units);
    }
};

std::uint64_t checksum_of(std::string_view text) noexcept {
    return ::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size());
}

constexpr std::string_view checksum_begin = ",\"crc32\":";

failure bad_checkpoint(std::string detail) {
    return failure(errc::invalid_argument, {.detail = std::move(detail)});
}

}  // namespace

result<std::string> text_of(const load_checkpoint& checkpoint) {
    std::string text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("dynaco_load", checkpoint_version);
    write_identity(out, checkpoint);
    write_progress(out, checkpoint);
    if (!checkpoint.damage.empty()) out.member("damage", checkpoint.damage);
    write_counts(out, checkpoint.counts);
    const std::uint64_t checksum = checksum_of(text);
    out.member("crc32", checksum);
    out.end_object();
    if (out.failed()) return out.why();
    text += '\n';
    return text;
}

result<load_checkpoint> read_checkpoint(std::string_view text) {
    const auto parsed = document::parse(text);
    if (!parsed || parsed->type() != document::kind::object)
        return bad_checkpoint("the checkpoint is damaged: it is not one complete JSON object");
    checkpoint_reader reader;
    std::uint64_t version = 0;
    reader.read(*parsed, "dynaco_load", version);
    if (!reader.fault.empty()) return bad_checkpoint("the text is not a checkpoint of a load");
    if (version != checkpoint_version)
        return bad_checkpoint("the checkpoint has version " + std::to_string(version) +
                              ", but this version of dynaco reads " + std::to_string(checkpoint_version) +
                              "; continue with the version that began the load");
    load_checkpoint read;
    reader.read_identity(*parsed, read);
    reader.read_progress(*parsed, read);
    if ((*parsed)["damage"].type() == document::kind::string) read.damage = (*parsed)["damage"].text();
    reader.read_counts((*parsed)["counts"], read.counts);
    // An earlier version did not write it.
    std::uint64_t checksum = checksum_of(text.substr(0, text.rfind(checksum_begin)));
    const std::uint64_t actual = checksum;
    if ((*parsed)["crc32"].type() != document::kind::null) reader.read(*parsed, "crc32", checksum);
    if (checksum != actual) reader.wrong("crc32", "is not the checksum of its text");
    if (!reader.fault.empty()) return bad_checkpoint("the checkpoint is damaged: " + reader.fault);
    return read;
}

}  // namespace dynaco::loading
