// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"

entente::io::source_text answers() {
    return entente::io::source_text("[{\"actor\":\"A\",\"issue\":\"tax\",\"position\":2}]").as(entente::io::json_records());
}
