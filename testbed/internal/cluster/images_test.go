package cluster

import (
	"os"
	"path/filepath"
	"testing"
)

func TestArchivesOfOneNameInTwoFoldersAreBothKept(t *testing.T) {
	dir := t.TempDir()
	one, two := filepath.Join(t.TempDir(), "operator.tar"), filepath.Join(t.TempDir(), "operator.tar")
	for path, text := range map[string]string{one: "first", two: "second"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := keep(path, dir); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(one, []byte("again"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := keep(one, dir); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{one: "again", two: "second"} {
		got, err := os.ReadFile(filepath.Join(dir, keptName(path)))
		if err != nil || string(got) != want {
			t.Errorf("%s: kept %q, %v; want %q", path, got, err, want)
		}
	}
	if kept, _ := filepath.Glob(filepath.Join(dir, "*")); len(kept) != 2 {
		t.Errorf("kept %v", kept)
	}
}

func TestAMissingArchiveIsAnError(t *testing.T) {
	if keep(filepath.Join(t.TempDir(), "none.tar"), t.TempDir()) == nil {
		t.Error("accepted")
	}
}
