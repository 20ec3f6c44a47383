package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.HostFolder.Content;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostFolderTest {
    private static final NodeOptions OPTIONS = NodeOptions.defaults(Distribution.RKE2);

    private static HostFolder of(String registry, String... mirrors) {
        Map<String, Mirror> all = new HashMap<>();
        List.of(mirrors).forEach(name -> all.put(name, Mirror.of(List.of("a.example"), Map.of())));
        return HostFolders.of(HostEntries.of(Registries.of(all, Map.of()), OPTIONS), OPTIONS)
                .of(registry);
    }

    private static String name(HostFolder folder) {
        return folder.content() instanceof Content.File file
                ? file.name()
                : folder.content().toString();
    }

    @Test
    void isLookedForWithUnderscoresThenAsItIsThenForAllRegistries() {
        assertThat(of("q.io:5000").lookedFor()).containsExactly("q.io_5000_", "q.io:5000", "_default");
        assertThat(of("q.io").lookedFor()).containsExactly("q.io", "_default");
        assertThat(of("[::1]").lookedFor()).containsExactly("[:_1]_", "[::1]", "_default");
        assertThat(of("q.io").content()).isEqualTo(new Content.Nothing());
    }

    @Test
    void isTheFirstThatIsThere() {
        assertThat(name(of("q.io:5000", "q.io:5000", "q.io_5000_", "*"))).isEqualTo("q.io_5000_");
        assertThat(name(of("q.io:5000", "q.io:5000", "*"))).isEqualTo("q.io:5000");
        assertThat(name(of("q.io:5000", "q.io", "*"))).isEqualTo("_default");
    }

    @Test
    void isOfTheNameThatLeadsThere() {
        assertThat(name(of("q.io", "./q.io"))).isEqualTo("./q.io");
    }

    @Test
    void isTakenThoughItIsThereForWhatLiesDeeperOnly() {
        assertThat(of("q.io", "q.io/team", "*").content()).isEqualTo(new Content.NoFile("q.io", "q.io/team"));
        assertThat(name(of("q.io", "q.io/team", "q.io"))).isEqualTo("q.io");
        assertThat(name(of("q.i", "q.io/team", "*"))).isEqualTo("_default");
    }

    @Test
    void ofSeveralNamesIsByChance() {
        assertThat(of("q.io", "*", "_default").content())
                .isEqualTo(new Content.ByChance("_default", List.of("*", "_default")));
        assertThat(of("q.io", "q.io", "./q.io").content())
                .isEqualTo(new Content.ByChance("q.io", List.of("./q.io", "q.io")));
        assertThat(name(of("q.io", "q.io", "*", "_default"))).isEqualTo("q.io");
    }
}
