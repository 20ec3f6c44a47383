package dev.registrymirror.cli.document;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** How a document is printed; the constants' names are those of the option. */
public enum Format {
    /** JSON, indented. */
    json {
        @Override
        public String text(Map<String, ?> document) {
            try {
                return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document) + "\n";
            } catch (IOException e) {
                throw new UncheckedIOException("a text in memory", e);
            }
        }
    },

    /** YAML, in block style. */
    yaml {
        @Override
        public String text(Map<String, ?> document) {
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            options.setSplitLines(false);
            // Two empty lists are one object, and would become an anchor.
            options.setDereferenceAliases(true);
            return new Yaml(options).dump(document);
        }
    };

    /** A document of maps, lists, strings and booleans, in the order of its maps, ended by a line break. */
    public abstract String text(Map<String, ?> document);
}
