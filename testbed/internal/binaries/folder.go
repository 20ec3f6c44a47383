package binaries

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Folder returns a folder that holds exactly the named programs, building what is missing.
func (b Builder) Folder(ctx context.Context, names ...string) (string, error) {
	paths, err := b.Paths(ctx, names...)
	if err != nil {
		return "", err
	}
	content := ""
	for _, name := range names {
		content += name + "=" + paths[name] + "\n"
	}
	dir := filepath.Join(b.Cache, "folders", key([]byte(content), nil, nil, nil))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	temp, err := os.MkdirTemp(b.Cache, "folder-")
	if err != nil {
		return "", fmt.Errorf("make program folder: %w", err)
	}
	defer os.RemoveAll(temp)
	if err := os.Chmod(temp, 0o755); err != nil {
		return "", fmt.Errorf("make program folder: %w", err)
	}
	for name, path := range paths {
		if err := os.Link(path, filepath.Join(temp, name)); err != nil {
			return "", fmt.Errorf("make program folder: %w", err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", fmt.Errorf("make program folder: %w", err)
	}
	if err := os.Rename(temp, dir); err != nil && !errors.Is(err, os.ErrExist) && !errors.Is(err, unix.ENOTEMPTY) {
		return "", fmt.Errorf("make program folder: %w", err)
	}
	return dir, nil
}
