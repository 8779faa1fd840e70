#include <dynaco/client.hpp>

int main() {}
