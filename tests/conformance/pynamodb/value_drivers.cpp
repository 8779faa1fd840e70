#include "canonical_request.hpp"
#include "models.hpp"
#include "recorded_case.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

/// Attributes and their forms.
namespace dynaco::test::pynamodb {
namespace {

using boost::asio::awaitable;
using namespace std::chrono;

binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

/// `{"N":"1"}` of a value.
template <class T>
std::string written(const T& object) {
    std::string text;
    detail::json::writer out(text);
    EXPECT_TRUE(detail::model::write_attribute(out, object));
    return text;
}
template <class T>
T read(const std::string& attribute) {
    detail::json::reader in(attribute);
    T object{};
    EXPECT_TRUE(detail::model::read_attribute(in, object)) << attribute;
    return object;
}
std::string number_attribute(const std::string& text) { return R"({"N":")" + text + R"("})"; }
std::string string_attribute(const std::string& text) { return R"({"S":")" + text + R"("})"; }

void expect_saved(recorded_case& c, const wide& object) {
    expect_requests(c, [&object](client db) -> awaitable<void> {
        const table<wide> table(std::move(db));
        co_await table.save(object);
    });
}

void add_numbers_and_times(drivers& all) {
    all["number formatting: shortest round-trip text, integers never gain a fraction"] =
        [](recorded_case& c) {
            const auto& values = c.given()["values"];
            for (rapidjson::SizeType i = 0; i < values.Size(); ++i) {
                const bool whole = values[i].HasMember("int");
                const std::string text = values[i][whole ? "int" : "float"].GetString();
                const std::string wanted = canonical_request(number_attribute(c.expected()[i].GetString()));
                EXPECT_EQ(canonical_request(whole ? written(number(text)) : written(std::stod(text))),
                          wanted);
            }
        };
    all["number parsing: text without fraction or exponent is an integer, any size"] = [](recorded_case& c) {
        const auto& wire = c.given()["wire"];
        for (rapidjson::SizeType i = 0; i < wire.Size(); ++i) {
            const auto& wanted = c.expected()[i];
            const std::string text = (wanted.HasMember("int") ? wanted["int"] : wanted["float"]).GetString();
            EXPECT_EQ(read<number>(number_attribute(wire[i].GetString())), number(text));
        }
    };
    all["utc datetime: fixed 31 characters, six fraction digits, +0000"] = [](recorded_case& c) {
        const std::array<time_point, 4> times{
            sys_days(2047y / January / 6) + 8h + 21min + 30s + 2ms,
            sys_days(1y / January / 6) + 8h + 21min + 30s + 2ms,
            sys_days(2020y / January / 2) + 1h + 4min + 5s,
            sys_days(2020y / January / 2) + 3h + 4min + 5s + 6us,
        };
        for (rapidjson::SizeType i = 0; i < times.size(); ++i)
            EXPECT_EQ(written(times[i]), string_attribute(c.expected()[i].GetString()));
    };
    all["utc datetime: strict format; only short years are repaired by left zero padding"] =
        [](recorded_case& c) {
            const std::array<time_point, 2> times{sys_days(2047y / January / 6) + 8h + 21min + 30s + 2ms,
                                                  sys_days(1y / January / 6) + 8h + 21min + 30s + 2ms};
            for (rapidjson::SizeType i = 0; i < times.size(); ++i)
                EXPECT_EQ(read<time_point>(string_attribute(c.given()["wire"][i].GetString())), times[i]);
        };
    all["ttl: a duration becomes now plus seconds, a zoned time becomes unix seconds (fraction cut)"] =
        [](recorded_case& c) {
            const sys_seconds now(1559692800s);
            EXPECT_EQ(written(epoch_seconds(now + 60s)), number_attribute(c.expected()[0].GetString()));
            const time_point late = sys_days(2019y / June / 5) + 1min + 59s + 999999us;
            EXPECT_EQ(written(epoch_seconds(late)), number_attribute(c.expected()[1].GetString()));
        };
}

void add_saved_types(drivers& all) {
    all["sets are written as arrays, empty set means the attribute is left out"] = [](recorded_case& c) {
        expect_saved(c, {.id = "k", .ns = {number(1), number("2.5")}, .ss = {"b", "a"}});
    };
    all["binary: one base64 round on the wire; legacy flag adds a second round"] = [](recorded_case& c) {
        const binary cafe = bytes("\xca\xfe\xf0\x0d");
        wide object{.id = "k", .blob = cafe};
        object.blob_old = cafe;
        object.bs_old = {pynamodb_legacy_binary(cafe)};
        expect_saved(c, object);
    };
    all["empty string and empty binary are stored, not dropped"] = [](recorded_case& c) {
        expect_saved(c, {.id = "k", .blob = binary(), .txt = ""});
    };
    all["json attribute: text with \", \" and \": \" separators and non-ASCII escaped"] =
        [](recorded_case& c) {
            const json_value content{.foo = "bar", .truth = true, .number = 3.141, .e = {1, std::nullopt}};
            const std::string text = c.requests().at(0);
            rapidjson::Document request;
            request.Parse(text.c_str());
            EXPECT_EQ(read<std::string>(written(json_text<json_value>(content))),
                      request["Item"]["js"]["S"].GetString());
        };
    all["untyped list: each element typed by its value"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.any_list = {null,
                           "foo",
                           "",
                           42,
                           1.5,
                           true,
                           bytes("foo"),
                           value::number_set{number(42)},
                           value::string_set{"x"},
                           item{{"k", value::list{}}}};
        expect_saved(c, object);
    };
    all["typed list of maps uses field aliases"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.inners = {inner_map{.label = "a", .size = 1}, inner_map{.label = "b"}};
        expect_saved(c, object);
    };
    all["untyped map: null inside is kept as NULL, names with dots are kept"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.raw = {{"x", null}, {"a.b", 1}, {"y", item{{"z", true}}}};
        expect_saved(c, object);
    };
    all["typed map: null and empty-set fields are left out, aliases used"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.inner = inner_map{.label = "a"};
        expect_saved(c, object);
    };
    all["dynamic map: declared fields by their type, the rest by value"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.extra.emplace();
        object.extra->at = sys_days(2017y / January / 1);
        object.extra->others = unknown_attributes(item{{"foo", "bar"}, {"empty", null}});
        expect_saved(c, object);
    };
    all["empty set inside an untyped map or list is refused"] = [](recorded_case& c) {
        wide object{.id = "k"};
        object.raw = {{"t", value::string_set{}}};
        expect_requests(c, [&object](client db) -> awaitable<void> {
            const table<wide> table(std::move(db));
            try {
                co_await table.save(object);
                ADD_FAILURE() << "saved";
            } catch (const error& e) {
                EXPECT_EQ(e.cause(), errc::empty_set);
                EXPECT_EQ(e.diagnostics().attribute_path, "raw.t");
            }
        });
    };
}

template <class Model>
Model decoded(const recorded_case& c) {
    return from_dynamodb_json<Model>(text_of(c.given()["item"]));
}
template <class Model>
void expect_misfit(const recorded_case& c, const std::string& path) {
    try {
        static_cast<void>(decoded<Model>(c));
        ADD_FAILURE() << "read";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::type_mismatch);
        EXPECT_EQ(e.diagnostics().attribute_path, path);
    }
}

void add_decoding(drivers& all) {
    all["every type back into values; unknown attributes ignored"] = [](recorded_case& c) {
        const wide w = decoded<wide>(c);
        EXPECT_EQ(w.id, "k");
        EXPECT_EQ(w.any_list.value(), (std::vector<value>{1, null, item{{"q", "w"}}}));
        EXPECT_EQ(w.flag, false);
        EXPECT_EQ(w.inner.value().label, "z");
        EXPECT_EQ(**w.js, (value(value::list{1})));
        EXPECT_EQ(w.ns, (std::set<number>{number(1), number("2.5")}));
        EXPECT_EQ(w.num, number(1));
        EXPECT_EQ(w.raw.value(), (std::map<std::string, value>{{"a", value::list{}}}));
        EXPECT_EQ(w.ss, std::set<std::string>{"a"});
        EXPECT_EQ(w.ttl.value().time(), sys_days(2019y / June / 5) + 1min);
        EXPECT_EQ(w.when.value(), sys_days(2020y / January / 2) + 3h + 4min + 5s + 6us);
        EXPECT_TRUE(w.nul.value().is_null());
    };
    all["stored NULL equals absent: the default applies on load"] = [](recorded_case& c) {
        const user u = decoded<user>(c);
        EXPECT_EQ(u.email, "unset");
        EXPECT_EQ(u.score, 42);
        EXPECT_EQ(u.name + u.uid, "ab");
    };
    all["wrong wire type at top level"] = [](recorded_case& c) { expect_misfit<simple>(c, "id"); };
    all["wrong wire type inside a typed list names the index"] = [](recorded_case& c) {
        expect_misfit<wide>(c, "nums[1]");
    };
    all["default applies to new and loaded items, default_for_new to new ones only"] = [](recorded_case& c) {
        const auto& wanted = c.expected()["map"];
        const defaults fresh{.id = "k"};
        EXPECT_EQ(fresh.a.value(), std::string(wanted["new"]["map"]["a"].GetString()));
        EXPECT_EQ(fresh.b.value(), std::string(wanted["new"]["map"]["b"].GetString()));
        const auto loaded = from_dynamodb_json<defaults>(R"({"id":{"S":"k"}})");
        EXPECT_EQ(loaded.a.value(), std::string(wanted["loaded"]["map"]["a"].GetString()));
        EXPECT_FALSE(wanted["loaded"]["map"].HasMember("b"));
        EXPECT_FALSE(loaded.b.has_value());
    };
}

void add_plain_json(drivers& all) {
    all["simple form: plain JSON, wire names"] = [](recorded_case& c) {
        const auto end = sys_days(2022y / December / 31) + 23h + 59min + 59s;
        wide object{.id = "k", .num = number(1)};
        object.when = end;
        object.ttl = end;
        object.js = value(item{{"foo", "bar"}});
        object.raw = {{"s", value("b")}};
        object.nul.emplace();
        rapidjson::Document plain;
        plain.Parse(to_json(object).c_str());
        EXPECT_TRUE(plain == c.expected()) << to_json(object);
    };
    all["from the simple form: the declared type decides"] = [](recorded_case& c) {
        const auto w = from_json<wide>(text_of(c.given()["value"]));
        EXPECT_EQ(w.id, "k");
        EXPECT_EQ(w.blob.value(), bytes("foo"));
        EXPECT_EQ(w.bs, std::set<binary>{bytes("foo")});
        EXPECT_EQ(w.ns, (std::set<number>{number(1), number(2)}));
        EXPECT_EQ(w.num, number("1.5"));
        EXPECT_EQ(w.flag, true);
        EXPECT_EQ(w.ss, std::set<std::string>{"q"});
        EXPECT_EQ(w.raw.value().at("b"), value("Zm9v"));
    };
}

}  // namespace

drivers value_drivers() {
    drivers all;
    add_numbers_and_times(all);
    add_saved_types(all);
    add_decoding(all);
    add_plain_json(all);
    return all;
}

}  // namespace dynaco::test::pynamodb
