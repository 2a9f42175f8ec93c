#include "sim/report/page/sha256.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace mdisim {

// The examples of FIPS 180-2, appendix B.
TEST_CASE("SHA-256 gives the known answers", "[page]") {
    CHECK(sha256_in_base64("abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(sha256_in_base64("") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    CHECK(sha256_in_base64("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
    CHECK(sha256_in_base64(std::string(1'000'000, 'a')) ==
          "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=");
}

}  // namespace mdisim
