#include "identity/instance_region_source.hpp"

#include "identity/instance_source.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

failure without_region(const failure& why) {
    return {errc::missing_region, {.detail = "the instance metadata do not tell it either: " + why.text()}};
}

class source_with_region final : public credentials_source {
 public:
    source_with_region(std::shared_ptr<credentials_source> source, std::shared_ptr<late_region> region,
                       std::shared_ptr<const settings> configured, surroundings around)
        : source_(std::move(source)),
          region_(std::move(region)),
          configured_(std::move(configured)),
          around_(std::move(around)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        result<loaded_credentials> loaded = co_await source_->load();
        if (!loaded || !region_->get().empty()) co_return loaded;
        result<std::string> found = co_await instance_region(configured_, around_);
        if (!found) co_return without_region(found.error());
        region_->set(std::move(*found));
        co_return loaded;
    }

 private:
    const std::shared_ptr<credentials_source> source_;
    const std::shared_ptr<late_region> region_;
    const std::shared_ptr<const settings> configured_;
    const surroundings around_;
};

}  // namespace

std::shared_ptr<credentials_source> with_instance_region(std::shared_ptr<credentials_source> source,
                                                         std::shared_ptr<late_region> region,
                                                         std::shared_ptr<const settings> configured,
                                                         surroundings around) {
    return std::make_shared<source_with_region>(std::move(source), std::move(region), std::move(configured),
                                                std::move(around));
}

}  // namespace dynaco::identity
