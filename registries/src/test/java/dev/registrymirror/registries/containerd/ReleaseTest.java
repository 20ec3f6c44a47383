package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
    @ParameterizedTest
    @CsvSource({
        "v1.33.3+rke2r1, true",
        "1.33.2, false",
        "v1.32.7+k3s1, true",
        "v1.32.6, false",
        "v1.31.11, true",
        "v1.31.10-rc2+rke2r1, false",
        "v1.30.14, false",
        "v1.34.0, true",
        "v1.34.0-rke2r1, true"
    })
    void findsDockerHubsLoginUnderItsNameOrNot(String release, boolean finds) {
        assertThat(Release.parse(release).orElseThrow().readsHubLoginUnderItsName())
                .isEqualTo(finds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "stable",
                "v1.33",
                "v1.33.3rke2",
                "v1.33.3+rke2",
                "v1.33.3+rke2r",
                "v1.33.3+eks",
                "v1.33.x",
                "v1.5.0",
                "v2.0.0",
                "v0.9.1",
                "99999999999.1.1",
                "1.34.2 1.34.3",
                "v1.34.2+rke2r1+k3s1"
            })
    void whatNamesNoReleaseIsNone(String text) {
        assertThat(Release.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v1.32.9, older", "v1.33.0,", "v1.36.4,", "v1.37.0, newer"})
    void cautionIsSaidOfReleasesThatNobodyExamined(String release, String than) {
        String caution = Release.parse(release).orElseThrow().caution().orElse("");

        if (than == null) {
            assertThat(caution).isEmpty();
        } else {
            assertThat(caution).startsWith(release + " is " + than + " than ");
        }
    }
}
