// expect-error: static.?assert.*a readable line
// first-error: a readable line
template <class T>
void f(T) {
    static_assert(sizeof(T) == 0, "a readable line");
}

void g() { f(1); }
