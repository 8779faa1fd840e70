#pragma once

#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/write/managed.hpp>

#include <utility>

/// What becomes of the caller's object once a write of it is known to be made.
namespace dynaco::detail {

/// Its version and times become those that were written.
template <class Model>
class apply_managed {
 public:
    explicit apply_managed(const managed_write<Model>& write) : write_(write) {}
    void operator()(const reply&) const { write_.apply(); }

 private:
    managed_write<Model> write_;
};

/// It becomes the item that the answer brings. Stays as it is if that does not fit the model.
template <class Model>
class replace_object {
 public:
    explicit replace_object(Model& object) noexcept : object_(&object) {}
    void operator()(const reply& answer) const { *object_ = answer_from<Model>::make(answer); }

 private:
    Model* object_;
};

}  // namespace dynaco::detail
