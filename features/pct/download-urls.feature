Feature: Download URLs of the PCT service
  Whoever holds a signed URL can read a highly confidential document, so that it must be good for one thing and for a short time.
  WIPO DAS REST API, storage and retention, confidentiality of unpublished PCT documents.

  Background:
    Given WIPO holds a download URL of the PCT service

  @PCT-DOC-09
  Rule: A download URL serves reading and nothing else

    Scenario: Reading is served
      When WIPO fetches the document at the PCT service
      Then the PCT service delivers the document

    Scenario: Writing is refused
      When WIPO uses the download URL of the PCT service to write
      Then the PCT service refuses the request

  @PCT-DOC-10 @requires:clock-control
  Rule: A download URL ends with its time

    Scenario: In its time the URL delivers
      When WIPO fetches the document at the PCT service
      Then the PCT service delivers the document

    Scenario: On the next day the URL delivers nothing
      When WIPO uses the download URL of yesterday at the PCT service
      Then the PCT service refuses the request

  @PCT-DOC-11
  Rule: A download URL that was altered delivers nothing

    Scenario: The URL as it was handed out delivers
      When WIPO fetches the document at the PCT service
      Then the PCT service delivers the document

    Scenario Outline: Used <alteration>, the URL delivers nothing
      When WIPO uses the download URL of the PCT service <alteration>
      Then the PCT service refuses the request

      Examples: alterations
        | alteration                |
        | with an altered signature |
        | with a later expiry       |
        | without its signature     |

  @PCT-DOC-12
  Rule: A download URL needs no access token

    Scenario: The URL delivers to a caller without an access token
      When WIPO fetches the document at the PCT service
      Then the PCT service delivers the document

  @PCT-DOC-15
  Rule: A download URL is encrypted

    Scenario: The URL that is handed out begins with https
      When WIPO asks the PCT service for the document
      Then the PCT service says where the document is
      And the download URL of the PCT service is encrypted
