#pragma once

// RapidJSON in a namespace of dynaco. A program may use another RapidJSON, or one with other macros: two
// inline functions of the same name would then be one in the program, and the linker would keep either.
#define RAPIDJSON_NAMESPACE dynaco::detail::json::rapidjson
#define RAPIDJSON_NAMESPACE_BEGIN namespace dynaco::detail::json::rapidjson {
#define RAPIDJSON_NAMESPACE_END }

#include <rapidjson/reader.h>
#include <rapidjson/stream.h>
