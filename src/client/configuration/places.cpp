#include "client/configuration/places.hpp"

#include <utility>

namespace dynaco::detail {
namespace {

using identity::late_region;

// The region is known. An error that any account would cause is reported at once.
result<client_places> places_now(const endpoint_choice& by) {
    const std::string region = by.region ? by.region->value : std::string();
    auto dynamodb = regional_dynamodb_at(by, region);
    if (!dynamodb) return dynamodb.error();
    auto streams = streams_at(by, region);
    if (!streams) return streams.error();
    client_places places{.dynamodb = std::move(*dynamodb), .streams = std::move(*streams)};
    if (by.url) return places;
    if (const auto any = dynamodb_at(by, region, {.account_id = "000000000000"}); !any) return any.error();
    places.rule = [by, region](const place_parameters& of) { return dynamodb_at(by, region, of); };
    return places;
}

client_places places_later(const endpoint_choice& by, const std::shared_ptr<const late_region>& late) {
    return {.rule = [by, late](const place_parameters& of) { return dynamodb_at(by, late->get(), of); },
            .streams_rule = [by, late](const place_parameters&) { return streams_at(by, late->get()); }};
}

}  // namespace

result<client_places> places_of(const client_configuration& configured,
                                std::shared_ptr<const late_region> late) {
    if (late) return places_later(configured.endpoints, late);
    return places_now(configured.endpoints);
}

}  // namespace dynaco::detail
