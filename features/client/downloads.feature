Feature: Retrievals and downloads by an office's client
  An examiner relies on the document that the client hands over: it is the right one, or there is none.
  Pages on retrievals; https://www3.wipo.int/confluence/display/dascg/dascg

  Background:
    Given an office's client that retrieves documents

  @DAS-CLIENT-05
  Rule: A retrieval that has failed brings no document

    Scenario: A wrong access code brings no document
      When the client retrieves a document with a wrong access code
      Then the client does not pass off what it has for the document

    Scenario: A refused retrieval brings no document
      Given from then on DAS refuses every registration and every retrieval
      When the client retrieves a document
      Then the client does not pass off what it has for the document

  @DAS-CLIENT-06
  Rule: A document is used only when it has the checksum that DAS states

    Scenario: A document that was changed on the way is not used
      Given from then on downloads come with a changed octet
      When the client retrieves a document
      Then the client does not use a document that differs from its stated checksum

    Scenario: A document with another checksum than stated is not used
      Given from then on DAS states the checksum of another document
      When the client retrieves a document
      Then the client does not use a document that differs from its stated checksum

  @DAS-CLIENT-17
  Rule: A download that broke off is no document

    Scenario: Half a document is not used
      Given from then on downloads break off in the middle
      When the client retrieves a document
      Then the client does not pass off what it has for the document

  @DAS-CLIENT-16
  Rule: The operator learns what DAS says about a failure

    Scenario: A wrong access code is told in DAS's words
      When the client retrieves a document with a wrong access code
      Then the client tells what DAS says about the failure
