#pragma once

#include <string>
#include <string_view>

namespace dynaco::wire {

/// "dynaco/0.1.0 ua/2.1 os/linux md/arch#x86_64 lang/c++#202002 [app/<id>]": the form of the AWS SDKs.
/// Characters of `app_id` that the form does not allow become '-'.
[[nodiscard]] std::string user_agent(std::string_view app_id);

}  // namespace dynaco::wire
