#include "support/temporary_folder.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/load/sinks.hpp>

#include <gtest/gtest.h>

#include <random>

// 100,000 random items of all types are equal after they were written and read, in each format that loses
// nothing.
using namespace dynaco;

namespace round_trip_test {
namespace {

constexpr int count = 100'000;

/// Random items, the same ones each time.
class random_items {
 public:
    explicit random_items(bool plain) : plain_(plain) {}

    /// An item whose attributes are in the order of the types, and have always the same type.
    std::string next() {
        std::string item = "{\"id\":{\"S\":\"" + std::to_string(number_++) + "\"}";
        for (const auto type : {attribute_type::S, attribute_type::N, attribute_type::BOOL,
                                attribute_type::NUL, attribute_type::M, attribute_type::L, attribute_type::B,
                                attribute_type::SS, attribute_type::NS, attribute_type::BS}) {
            if (below(3) == 0 || (plain_ && type >= attribute_type::SS) ||
                (plain_ && type == attribute_type::B))
                continue;
            item += ",\"a ";
            item += wire_name(type);
            item += "\":";
            attribute(item, type, 0);
        }
        return item + '}';
    }

 private:
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

    std::string text() {
        static const char* const parts[] = {"a",
                                            "B",
                                            "0",
                                            " ",
                                            ",",
                                            "\"",
                                            "\\",
                                            "\n",
                                            "\r",
                                            "\t",
                                            "/",
                                            "\x01",
                                            "\xc3\xa4",
                                            "\xe2\x82\xac",
                                            "\xf0\x9f\x98\x80",
                                            ";",
                                            "{",
                                            "'"};
        std::string made;
        for (auto n = below(8); n > 0; --n) made += parts[below(std::size(parts))];
        if (below(20) == 0) made += '\0';
        return made;
    }
    std::string digits() {
        std::string made = below(2) == 0 ? "-" : "";
        made += static_cast<char>('1' + below(9));
        for (auto n = below(10) == 0 ? below(38) : below(6); n > 0; --n)
            made += static_cast<char>('0' + below(10));
        if (made.size() < 20 && below(2) == 0) made += "." + std::to_string(below(1000));
        if (made.size() < 20 && below(8) == 0) made += "E-" + std::to_string(below(100));
        return made;
    }
    void base64(std::string& out) {
        std::vector<std::byte> bytes(below(5));
        for (std::byte& each : bytes) each = static_cast<std::byte>(below(256));
        detail::json::writer(out).base64(bytes);
    }
    void scalar(std::string& out, attribute_type type) {
        if (type == attribute_type::N || type == attribute_type::NS)
            (out += '"') += digits() + '"';
        else if (type == attribute_type::B || type == attribute_type::BS)
            base64(out);
        else
            static_cast<void>(detail::json::writer(out).string(text()));
    }
    void attribute(std::string& out, attribute_type type, int depth) {
        out += "{\"";
        out += wire_name(type);
        out += "\":";
        using enum attribute_type;
        switch (type) {
            case BOOL: out += below(2) == 0 ? "true" : "false"; break;
            case NUL: out += "true"; break;
            case SS:
            case NS:
            case BS:
                list(
                    out, [&] { scalar(out, type); }, 1 + below(3));
                break;
            case L:
                list(
                    out, [&] { any_type(out, depth + 1); }, below(3));
                break;
            case M: map(out, depth); break;
            default: scalar(out, type);
        }
        out += '}';
    }
    template <class Element>
    void list(std::string& out, Element element, std::size_t size) {
        out += '[';
        for (std::size_t i = 0; i < size; ++i) {
            if (i > 0) out += ',';
            element();
        }
        out += ']';
    }
    void map(std::string& out, int depth) {
        out += '{';
        for (std::size_t i = 0, size = below(3); i < size; ++i) {
            if (i > 0) out += ',';
            static_cast<void>(detail::json::writer(out).string(std::to_string(i) + text()));
            out += ':';
            any_type(out, depth + 1);
        }
        out += '}';
    }
    void any_type(std::string& out, int depth) {
        using enum attribute_type;
        static constexpr attribute_type types[] = {S, N, BOOL, NUL, L, M, B, SS, NS, BS};
        attribute_type type = types[below(plain_ ? 6 : 10)];
        if (depth > 4 && (type == L || type == M)) type = S;
        attribute(out, type, depth);
    }

    std::mt19937_64 random_{20120118};
    bool plain_;
    int number_ = 0;
};

void round_trip(const sink_options& written, const source_options& read) {
    const test::temporary_folder folder;
    const bool plain = written.json == json_form::plain;
    random_items items(plain);
    auto sink = write_items(folder.path("items"), written);
    for (int i = 0; i < count; ++i) sink.write(items.next());
    sink.finish();
    EXPECT_EQ(sink.warnings(), std::vector<sink_warning>{});
    random_items again(plain);
    auto source = read_records({folder.path("items")}, read);
    int n = 0;
    for (; const auto each = source.next(); ++n) {
        const auto* good = std::get_if<load_record>(&*each);
        ASSERT_NE(good, nullptr) << std::get<rejected_record>(*each).reason << '\n'
                                 << std::get<rejected_record>(*each).text;
        ASSERT_EQ(good->item, again.next());
        ASSERT_EQ(good->position.record,
                  source.files() > 1 ? good->position.record : static_cast<std::uint64_t>(n));
    }
    EXPECT_EQ(n, count);
}

constexpr std::string_view all_columns =
    "id:S,a S:S,a N:N,a BOOL:BOOL,a NULL:NULL,a M:M,a L:L,a B:B,a SS:SS,a NS:NS,a BS:BS";

}  // namespace

TEST(RoundTrip, DynamodbJsonLines) { round_trip({.packing = compression::gzip}, {}); }
TEST(RoundTrip, PlainJsonLines) {
    round_trip({.json = json_form::plain, .packing = compression::zstd}, {.json = json_form::plain});
}
TEST(RoundTrip, ThroughCsvLosesNothing) {
    round_trip({.format = record_format::csv, .columns = all_columns}, {});
}
TEST(RoundTrip, ThroughTsvLosesNothing) {
    round_trip({.format = record_format::tsv, .columns = all_columns},
               {.format = record_format::tsv, .block_size = 1000});
}
TEST(RoundTrip, ThroughAnS3ExportLosesNothing) {
    round_trip({.format = record_format::s3_export, .data_file_bytes = 4'000'000}, {});
}

}  // namespace round_trip_test
