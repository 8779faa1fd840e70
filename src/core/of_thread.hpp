#pragma once

namespace dynaco::detail {

/// One object of type `T` for each thread. It is made at its first use. Objects that a thread destroys later
/// may still ask for it: they get null.
template <class T>
class of_thread {
 public:
    /// Returns the object of this thread; null if it was destroyed.
    [[nodiscard]] static T* get() { return current_ ? current_ : make(); }
    /// Returns the object of this thread; null before its first use and after it was destroyed.
    [[nodiscard]] static T* existing() noexcept { return current_; }

 private:
    static T* make() {
        struct owner {
            owner() { current_ = &object; }
            ~owner() { current_ = nullptr; }
            T object{};
        };
        thread_local owner mine;
        return current_;
    }

    static inline constinit thread_local T* current_ = nullptr;
};

}  // namespace dynaco::detail
