package dev.registrymirror.cli;

import dev.registrymirror.cli.findings.Codes;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A code of findings. */
final class CodeArgument implements ITypeConverter<String>, Iterable<String> {
    @Override
    public String convert(String name) {
        if (Codes.titles().containsKey(name)) return name;
        throw new TypeConversionException("expected one of "
                + String.join(", ", Codes.titles().keySet()) + " (case-sensitive) but was '" + name + "'");
    }

    @Override
    public Iterator<String> iterator() {
        return Codes.titles().keySet().iterator();
    }
}
