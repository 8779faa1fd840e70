#include "identity/source/configured.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

class configured final : public credentials_source {
 public:
    configured(machine machine, std::string profile, source_maker make)
        : machine_(std::move(machine)), profile_(std::move(profile)), make_(std::move(make)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        auto read = load_settings(machine_, profile_);
        if (!read) co_return read.error();
        const auto made = make_(std::make_shared<const settings>(std::move(*read)));
        if (!made) co_return made.error();
        const std::shared_ptr<credentials_source> source = *made;
        result<loaded_credentials> loaded = co_await source->load();
        co_return loaded;
    }

 private:
    const machine machine_;
    const std::string profile_;
    const source_maker make_;
};

}  // namespace

std::shared_ptr<credentials_source> configured_source(machine machine, std::string profile,
                                                      source_maker make) {
    return std::make_shared<configured>(std::move(machine), std::move(profile), std::move(make));
}

}  // namespace dynaco::identity
