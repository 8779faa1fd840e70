#pragma once

/// One function per file. Each registers its figures.
namespace micro {

void signing();
void encoding();
void decoding();
void decoding_shapes();
void expressions();
void pool_lease();
void checksums();
void base64();
void identifiers();
void heads();

}  // namespace micro
