package binaries

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const goMod = "module x\n\nrequire (\n\tk8s.io/kubernetes v1.37.2\n\tk8s.io/kubernetes-extra v1.1.1 // indirect\n)\n"

func writeModule(t *testing.T, mod, sum string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": mod, "go.sum": sum} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAKeyChangesWithWhatDecidesTheProgramsAndWithNothingElse(t *testing.T) {
	m := Module{Name: "x", Version: "k8s.io/kubernetes", LDFlags: []string{"-X v={version}"}}
	keyOf := func(m Module, mod, sum string) string {
		r, err := m.recipe(writeModule(t, mod, sum))
		if err != nil {
			t.Fatal(err)
		}
		return r.key
	}
	base := keyOf(m, goMod, "sum")
	if again := keyOf(m, goMod, "sum"); again != base {
		t.Error("the same module in another folder has another key")
	}
	tagged, cgo, flagged := m, m, m
	tagged.Tags, cgo.CGO, flagged.LDFlags = []string{"t"}, true, []string{"-X v=1"}
	keys := []string{
		base, keyOf(m, goMod+"\n", "sum"), keyOf(m, goMod, "sum2"),
		keyOf(tagged, goMod, "sum"), keyOf(cgo, goMod, "sum"), keyOf(flagged, goMod, "sum"),
	}
	slices.Sort(keys)
	if len(slices.Compact(keys)) != 6 {
		t.Errorf("some of these should differ: %v", keys)
	}
}

func TestProgramsReportTheVersionThatGoModPins(t *testing.T) {
	flags, err := Modules()[0].flags(goMod)
	if err != nil {
		t.Fatal(err)
	}
	joined := strings.Join(flags, " ")
	for _, want := range []string{"component-base/version.gitVersion=v1.37.2 ", "gitMinor=37 "} {
		if !strings.Contains(joined, want) {
			t.Errorf("%q lacks %q", joined, want)
		}
	}
	if _, err := Modules()[0].flags("module x\n"); err == nil {
		t.Error("a go.mod without Kubernetes was accepted")
	}
}

func TestEveryModuleIsPinnedAndDeclaresItsTools(t *testing.T) {
	for _, m := range Modules() {
		source := filepath.Join("..", "..", "binaries", m.Name)
		if _, err := m.recipe(source); err != nil {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range m.Programs {
			if !strings.Contains(string(mod), p.Package) {
				t.Errorf("%s/go.mod has no tool %s", m.Name, p.Package)
			}
		}
	}
}

func TestNoTwoProgramsHaveOneName(t *testing.T) {
	var names []string
	for _, m := range Modules() {
		for _, p := range m.Programs {
			if slices.Contains(names, p.Name) {
				t.Errorf("%s is there twice", p.Name)
			}
			names = append(names, p.Name)
		}
	}
	if _, _, err := find("nonesuch"); err == nil {
		t.Error("an unknown program was found")
	}
}
