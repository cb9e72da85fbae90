Feature: Retention
  Originals are kept without limit of time; copies made for an exchange are not.
  WIPO DAS REST API, storage and retention table, https://www3.wipo.int/confluence/display/dascg/dascg.

  @DAS-RET-19 @requires:another-client @requires:clock-control
  Rule: A downloaded file that the office does not delete is deleted after the preset period, and not before

    Scenario: The file can be fetched shortly before the period ends
      Given the office of second filing has downloaded a document
      And the preset period has almost passed
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    Scenario: The file cannot be fetched after the period
      Given the office of second filing has downloaded a document
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-FLOW-RET-02 @requires:another-client @requires:clock-control
  Rule: Files of the hosted flow fall under the preset deletion

    Scenario: A document whose copy has expired is retrieved anew
      Given the office of second filing has downloaded a document
      And the preset period has passed
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario: A copy that was never downloaded expires as well
      Given the office of second filing has retrieved a document
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-RET-11 @requires:another-client
  Rule: A transit copy exists only for the duration of the document exchange

    Scenario: During the exchange the copy can be fetched
      Given the office of second filing has retrieved a document
      When the office of second filing asks for another download URL and uses it
      Then DAS delivers the registered content

    Scenario: After its deletion the copy cannot be fetched
      Given the office of second filing has downloaded a document
      And the office of second filing has deleted its file
      When the office of second filing asks for a download URL
      Then DAS refuses the request

    @requires:clock-control
    Scenario: After the preset period the copy cannot be fetched
      Given the office of second filing has retrieved a document
      And the preset period has passed
      When the office of second filing asks for a download URL
      Then DAS refuses the request

  @DAS-RET-18 @requires:another-client @requires:clock-control
  Rule: National priority documents are kept without limit of time

    Scenario: A national document is delivered after ten years
      Given the office has registered a document
      And ten years have passed
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

  @DAS-RET-12 @requires:another-client @requires:clock-control
  Rule: PCT documents of receiving offices other than the International Bureau are kept without limit of time

    Scenario: A PCT document is delivered after ten years
      Given the office has registered a document under a PCT number of its own
      And ten years have passed
      When the office of second filing retrieves the document
      Then DAS delivers the registered content
