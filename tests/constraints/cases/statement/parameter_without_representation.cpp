// first-error: a parameter's type has no DynamoDB representation
// expect-line: parameter_has_a_representation<.*int
#include "../models.hpp"

auto f(const dynaco::client& db, const int* value) {
    return dynaco::execute(db, "UPDATE t SET a = ? WHERE id = '1'", value);
}
