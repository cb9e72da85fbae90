@requires:another-client @requires:pct-service
Feature: Content encrypted to an office
  Unpublished documents pass through services that others run. The seed has the channel encrypted; beyond that, content can be encrypted to
  the office that fetches it, so that nobody between the two can read it. How is our proposal: a JWS within a JWE, as in Part 4 of the FDX
  security profile. WIPO DAS REST API, confidentiality.

  Background:
    Given the International Bureau has registered a document that the PCT service keeps
    And the office of second filing publishes an encryption key

  @DAS-API-ENC-01
  Rule: Unpublished content is encrypted for an office that publishes a key

    Scenario: An unpublished document arrives encrypted
      When the office of second filing retrieves the document
      Then the content arrives encrypted

  @DAS-API-ENC-02
  Rule: Content is encrypted to the key that the receiving office publishes

    Scenario: The office opens the document with its private key
      When the office of second filing retrieves the document
      Then the office can open the content

  @DAS-API-ENC-03
  Rule: Content is signed by DAS before it is encrypted

    Scenario: The signature within is by a key that DAS publishes
      When the office of second filing retrieves the document
      Then the content is signed by DAS

  @DAS-API-ENC-04
  Rule: The header of encrypted content says what is within

    Scenario: The encrypted content is called a JWS
      When the office of second filing retrieves the document
      Then the header says that the content is a JWS

  @DAS-API-ENC-05
  Rule: What is within is the document as it is kept

    Scenario: The registered document is within the encrypted content
      When the office of second filing retrieves the document
      Then the registered content is within

  @DAS-API-ENC-06
  Rule: Where content cannot be encrypted, it is not sent

    Scenario Outline: An unpublished document for an office that publishes <key> is not sent
      When the office of second filing retrieves the document while it publishes <key>
      Then DAS refuses the request

      Examples: keys to which nobody encrypts
        | key                         |
        | a key for signatures alone  |
        | an RSA key of 1024 bits     |
        | a key that lies on no curve |

  @DAS-API-ENC-07
  Rule: Everything else is sent as it is

    Scenario: A national document arrives as it is
      When the office of second filing retrieves a document
      Then DAS delivers the registered content
