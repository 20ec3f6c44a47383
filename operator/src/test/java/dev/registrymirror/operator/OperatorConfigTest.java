package dev.registrymirror.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.registrymirror.operator.OperatorConfig.LogLevel;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorConfigTest {
    private static final Map<String, String> NEEDED =
            Map.of("OPERATOR_NAMESPACE", "ns", "AGENT_IMAGE", "agent:1", "POD_NAME", "operator-0");

    @Test
    void what_may_be_left_out_has_a_default() {
        assertThat(OperatorConfig.of(NEEDED))
                .isEqualTo(new OperatorConfig("ns", "agent:1", "operator-0", 8080, LogLevel.Info));
    }

    @Test
    void everything_can_be_set() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("HTTP_PORT", "0");
        environment.put("LOG_LEVEL", "debug");
        assertThat(OperatorConfig.of(environment))
                .isEqualTo(new OperatorConfig("ns", "agent:1", "operator-0", 0, LogLevel.Debug));
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR_NAMESPACE, ''",
        "AGENT_IMAGE, ' '",
        "POD_NAME, ''",
        "HTTP_PORT, http",
        "HTTP_PORT, 65536",
        "HTTP_PORT, -1",
        "LOG_LEVEL, verbose"
    })
    void a_bad_value_is_refused_by_the_name_of_its_variable(String variable, String value) {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put(variable, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorConfig.of(environment))
                .withMessageContaining(variable);
    }
}
