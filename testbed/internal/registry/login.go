package registry

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/crypto/bcrypt"
)

// The login that a registry accepts until another one is set.
const (
	DefaultUser     = "puller"
	DefaultPassword = "first-password"
)

// logins are who may log in to a registry.
type logins struct {
	User      string            `json:"user"`      // whose login is used to push
	Passwords map[string]string `json:"passwords"` // by user
}

func firstLogins() logins {
	return logins{User: DefaultUser, Passwords: map[string]string{DefaultUser: DefaultPassword}}
}

// checkLogin refuses what the registry would read as something else, or not at all.
func checkLogin(user, password string) error {
	switch {
	case user == "":
		return errors.New("user: is empty; give a name")
	case strings.HasPrefix(user, "#"):
		return fmt.Errorf("user %q: must not begin with '#', which begins a comment", user)
	case strings.ContainsFunc(user, func(r rune) bool { return r == ':' || unicode.IsSpace(r) || unicode.IsControl(r) }):
		return fmt.Errorf("user %q: must not hold ':', blanks or control characters", user)
	case password == "":
		return errors.New("password: is empty; give one")
	case len(password) > 72:
		return fmt.Errorf("password: has %d bytes; bcrypt takes at most 72", len(password))
	}
	return nil
}

// htpasswd is the text of the file that the registry reads again whenever it has changed.
func htpasswd(passwords map[string]string) ([]byte, error) {
	var text strings.Builder
	for _, user := range slices.Sorted(maps.Keys(passwords)) {
		// Every request costs the registry one such hash; the cheapest will do for a test's password.
		hash, err := bcrypt.GenerateFromPassword([]byte(passwords[user]), bcrypt.MinCost)
		if err != nil {
			return nil, fmt.Errorf("password of %s: %w", user, err)
		}
		fmt.Fprintf(&text, "%s:%s\n", user, hash)
	}
	return []byte(text.String()), nil
}
