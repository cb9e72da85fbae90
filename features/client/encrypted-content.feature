@requires:pct-service
Feature: Encrypted content at an office's client
  Where DAS encrypts unpublished documents to the receiving office, the client opens them and asks who signed them: anybody can encrypt to a
  public key. How is our proposal, as for DAS itself. WIPO DAS REST API, confidentiality.

  Background:
    Given an unpublished document that is encrypted to the office of the client

  @DAS-CLIENT-ENC-01
  Rule: Encrypted content is opened

    Scenario: The client brings the document within
      When the client retrieves a document
      Then the client brings the document as it is kept

  @DAS-CLIENT-ENC-02
  Rule: Content that DAS has not signed is not used

    Scenario Outline: A document is not used when <trouble>
      Given the client has retrieved it
      And from then on <trouble>
      When the client retrieves a document
      Then the client uses nothing of it

      Examples: content of somebody else
        | trouble                                                |
        | content is signed with a key that DAS does not publish |
        | encrypted content is not signed                        |
