#include <dynaco/client/client.hpp>

int main() {}
