#pragma once

#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/write/managed.hpp>

#include <utility>

/// The changes to the caller's object when a write of it is known to have been made.
namespace dynaco::detail {

/// Sets the object's version and times to those that were written.
template <class Model>
class apply_managed {
 public:
    explicit apply_managed(const managed_write<Model>& write) : write_(write) {}
    void operator()(const reply&) const { write_.apply(); }

 private:
    managed_write<Model> write_;
};

/// Sets the object to the item of the response. Does not change the object if the item does not fit the
/// model.
template <class Model>
class replace_object {
 public:
    explicit replace_object(Model& object) noexcept : object_(&object) {}
    void operator()(const reply& answer) const { *object_ = answer_from<Model>::make(answer); }

 private:
    Model* object_;
};

}  // namespace dynaco::detail
