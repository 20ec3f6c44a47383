package dev.registrymirror.cli.findings;

import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.registries.findings.FindingCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codes of everything that a file can be told. */
public final class Codes {
    private Codes() {}

    /** What each is about, by its name. */
    public static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        for (FindingCode code : FindingCode.values()) titles.put(code.name(), code.title());
        for (ManifestCode code : ManifestCode.values()) titles.put(code.name(), code.title());
        return titles;
    }
}
