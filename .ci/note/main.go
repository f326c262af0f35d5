// Reads lines "verifier-key file" and opens each file, a signed note, with its key; fails on the first that it refuses.
package main

import (
	"fmt"
	"log"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func main() {
	log.SetFlags(0)
	for {
		var key, file string
		if n, _ := fmt.Scanln(&key, &file); n != 2 {
			return
		}
		verifier, err := note.NewVerifier(key)
		if err != nil {
			log.Fatal(err)
		}
		bytes, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := note.Open(bytes, note.VerifierList(verifier)); err != nil {
			log.Fatalf("%s: %v", file, err)
		}
	}
}
