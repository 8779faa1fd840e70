#pragma once

#include "../models.hpp"

#include <boost/uuid/uuid.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace std::chrono_literals;

enum class State { todo, done };
enum class Colour { red };

struct Task {
    std::string task_id{};
    std::int64_t n = 0;
    int count = 0;
    std::uint8_t small = 0;
    double rate = 0;
    dynaco::number price{};
    State state{};
    std::optional<State> previous{};
    std::chrono::system_clock::time_point at{};
    std::chrono::seconds span{};
    dynaco::epoch_seconds expires{};
    boost::uuids::uuid id{};
    dynaco::json_text<Owner> json{};
    std::vector<int> list{};
    std::array<int, 3> fixed{};
    std::set<int> numbers{};
    std::set<State> states{};
    dynaco::nullable<Owner> na{};
    std::variant<std::string, std::int64_t> either{};
    std::variant<Owner, std::string> variant{};
    Owner owner{};
    dynaco::value anything{};

    static constexpr dynaco::schema schema{.table_name = "tasks", .hash_key = "task_id"};
};
